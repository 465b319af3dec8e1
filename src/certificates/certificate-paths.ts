/** Where administrators find the certificates of others, and withdraw them. */
export const issuedPaths = {
  ofPerson: (personId: string): string => `/admin/people/${personId}/certificates`,
  find: '/admin/certificates',
  one: (id: string): string => `/admin/certificates/${id}`,
  withdraw: (id: string): string => `/admin/certificates/${id}/withdraw`,
  reinstate: (id: string, withdrawalId: string): string => `/admin/certificates/${id}/withdrawals/${withdrawalId}/reinstate`,
};
