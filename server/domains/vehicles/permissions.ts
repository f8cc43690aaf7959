import type { Permissions } from '../../kernel/permissions.ts'

export const vehiclePermissions = {
  'vehicles.read': { zh: '查看车辆与车型目录', en: 'See vehicles and the catalogue' },
  'vehicles.edit': { zh: '维护车型目录与价格', en: 'Edit the catalogue and prices' },
} satisfies Permissions
