import type { Ctx } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'

export const settingRows = (ctx: Ctx, keys: string[]) =>
  ctx.db.selectFrom('kernel.setting').select(['key', 'value', 'version']).where('key', 'in', keys).execute()

/** Undefined when somebody else wrote it first; `version` 0 means it was never written. */
export const saveSetting = (ctx: Ctx, key: string, value: unknown, version: number) => {
  const json = JSON.stringify(value)
  return version === 0
    ? ctx.db
        .insertInto('kernel.setting')
        .values({ id: newId(ctx.now), key, value: json, updatedAt: ctx.now })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .returning('key')
        .executeTakeFirst()
    : ctx.db
        .updateTable('kernel.setting')
        .set((eb) => ({ value: json, updatedAt: ctx.now, version: eb('version', '+', 1) }))
        .where('key', '=', key)
        .where('version', '=', version)
        .returning('key')
        .executeTakeFirst()
}
