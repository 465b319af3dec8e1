import { languageNames, languages, type Translate } from '../../platform/i18n/texts.js';
import type { Role } from '../../platform/security/viewer.js';
import type { Option } from '../../web/components/field.js';
import type { AuthorityView } from '../authorities.service.js';

/** Each language by its own name. */
export const languageOptions: Option[] = languages.map((language) => ({ value: language, label: languageNames[language], lang: language }));

/** Every zone that this machine knows, by its IANA name. */
export const zoneOptions: Option[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]
  .sort()
  .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));

/** A zone that the list does not hold (an older name of one) stays selectable. */
export const zoneOptionsWith = (zone: string): Option[] =>
  zoneOptions.some((option) => option.value === zone) ? zoneOptions : [{ value: zone, label: zone }, ...zoneOptions];

export const roleWords = (t: Translate): Record<Role, string> => ({
  trainer: t('accounts.role.trainer'),
  coordinator: t('accounts.role.coordinator'),
  administrator: t('accounts.role.administrator'),
});

/** The tree as a list: each node with its depth as dashes before the name. */
export function authorityOptions(nodes: AuthorityView[]): Option[] {
  const shallowest = Math.min(...nodes.map(depth));
  return nodes.map((node) => ({ value: node.id, label: '– '.repeat(depth(node) - shallowest) + node.name }));
}

/** 1 for a root. */
export const depth = (node: Pick<AuthorityView, 'path'>): number => node.path.split('/').length - 2;
