import type { Permissions } from '../../kernel/permissions.ts'

export const consentPermissions = {
  'consent.read': { zh: '查看授权流水', en: 'See the consent ledger' },
  'consent.record': { zh: '登记同意与撤回', en: 'Record consents and withdrawals' },
} satisfies Permissions
