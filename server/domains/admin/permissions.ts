import type { Permissions } from '../../kernel/permissions.ts'

export const adminPermissions = {
  'admin.users': { zh: '管理用户', en: 'Manage users' },
  'admin.roles': { zh: '编辑角色', en: 'Edit roles' },
  'admin.keys': { zh: '管理 API 密钥', en: 'Manage API keys' },
  'admin.sessions': { zh: '查看并注销登录', en: 'See and revoke sessions' },
  'admin.audit': { zh: '查看审计日志', en: 'Read the audit log' },
  'admin.jobs': { zh: '查看全部任务', en: 'See everybody’s jobs' },
  'admin.settings': { zh: '系统设置', en: 'System settings' },
} satisfies Permissions
