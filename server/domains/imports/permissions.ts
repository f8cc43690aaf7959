import type { Permissions } from '../../kernel/permissions.ts'

export const importPermissions = {
  'imports.read': { zh: '查看导入', en: 'See imports' },
  'imports.run': { zh: '导入、试运行和撤销', en: 'Import, dry-run and undo' },
} satisfies Permissions
