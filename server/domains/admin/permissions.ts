import type { Permissions } from '../../kernel/permissions.ts'

export const adminPermissions = {
  'admin.users': { zh: '管理全部用户', en: 'Manage all users' },
  'admin.dealer-users': { zh: '管理本单位用户', en: 'Manage users of one’s own dealer' },
  'admin.roles': { zh: '编辑角色', en: 'Edit roles' },
  'admin.keys': { zh: '管理 API 密钥', en: 'Manage API keys' },
  'admin.sessions': { zh: '查看并注销他人的登录与密钥', en: 'See and revoke others’ sessions and keys' },
  'admin.audit': { zh: '查看审计日志', en: 'Read the audit log' },
  'admin.jobs': { zh: '查看全部任务', en: 'See everybody’s jobs' },
  'admin.views': { zh: '把保存的视图共享给本单位', en: 'Share saved views with one’s node' },
  'admin.settings': { zh: '系统设置', en: 'System settings' },
} satisfies Permissions

/** Who may do the wider thing may do the narrower one: routes ask for the narrower, actions look for the wider. */
const implied: Record<string, string[]> = { 'admin.users': ['admin.dealer-users'] }

export const withImplied = (permissions: Iterable<string>): Set<string> => {
  const all = new Set(permissions)
  for (const held of [...all]) for (const one of implied[held] ?? []) all.add(one)
  return all
}
