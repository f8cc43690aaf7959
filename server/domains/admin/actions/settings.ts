import { defaultSettings, type SettingKey, type Settings, settingShapes } from '../../../../contract/admin.ts'
import { commonProblems } from '../../../../contract/problem.ts'
import type { Ctx } from '../../../kernel/ctx.ts'
import { Refused } from '../../../kernel/errors.ts'
import { saveSetting, settingRows } from '../queries/settings.ts'

const keys = Object.keys(settingShapes) as SettingKey[]

/** What is set, and the default for what is not; a value of an older shape counts as not set. */
export async function readSettings(
  ctx: Ctx,
): Promise<{ values: Settings; versions: Record<SettingKey, number> }> {
  const rows = await settingRows(ctx, keys)
  const values: Settings = { ...defaultSettings }
  const versions = { organisation: 0, retention: 0, mail: 0 }
  for (const { key, value, version } of rows as { key: SettingKey; value: unknown; version: number }[]) {
    const parsed = settingShapes[key].safeParse(value)
    if (parsed.success) Object.assign(values, { [key]: parsed.data })
    versions[key] = version
  }
  return { values, versions }
}

type Change = { values: Partial<Settings>; versions: Partial<Record<SettingKey, number>> }
export async function writeSettings(ctx: Ctx, { values, versions }: Change) {
  for (const key of keys) {
    if (values[key] === undefined) continue
    if (!(await saveSetting(ctx, key, values[key], versions[key] ?? 0)))
      throw new Refused(commonProblems.conflict)
  }
  return readSettings(ctx)
}
