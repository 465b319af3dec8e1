const plan = (enrolmentId: string, planId: string): string => `/learn/${enrolmentId}/plans/${planId}`;

/** Addresses of the pages of a plan. */
export const planPaths = {
  plan,
  /** `from`: the item to which one goes back. */
  field: (enrolmentId: string, planId: string, fieldId: string, from?: string): string =>
    `${plan(enrolmentId, planId)}/fields/${fieldId}${from ? `?from=${encodeURIComponent(from)}` : ''}`,
  finish: (enrolmentId: string, planId: string): string => `${plan(enrolmentId, planId)}/finish`,
  file: (enrolmentId: string, planId: string, ending: 'docx' | 'pdf'): string => `${plan(enrolmentId, planId)}/plan.${ending}`,
};
