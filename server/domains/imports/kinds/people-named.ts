import type { Ctx } from '../../../kernel/ctx.ts'
import { colleagues } from '../../admin/index.ts'
import type { Batch } from './kind.ts'

/** Somebody of ours as a file calls them: at a dealer, or at the carmaker's contact centre (`null`). */
export type Named = { dealerId: string | null; said: string | undefined }
type Known = { asked: Set<string | null>; ids: Map<string, string | null> }
const known = new WeakMap<Batch, Known>()

/** Accounts by name or login, asked once per dealer and import. A name two of them share is nobody's. */
export async function accountsNamed(
  ctx: Ctx,
  batch: Batch,
  wanted: Named[],
): Promise<(named: Named) => string | null> {
  const { asked, ids } = known.get(batch) ?? { asked: new Set(), ids: new Map() }
  known.set(batch, { asked, ids })
  const places = [...new Set(wanted.filter(({ said }) => said).map(({ dealerId }) => dealerId))].filter(
    (place) => !asked.has(place),
  )
  const dealerIds = places.filter((place) => place !== null)
  const staff = dealerIds.length > 0 ? await colleagues(ctx, { dealerIds, limit: 100_000 }) : []
  const agents = places.includes(null) ? await colleagues(ctx, { permission: 'contact-centre.intake' }) : []
  for (const { id, name, login, dealerId } of [
    ...staff,
    ...agents.map((agent) => ({ ...agent, dealerId: null })),
  ])
    for (const key of [`${dealerId}|${name}`, `${dealerId}|${login}`])
      ids.set(key, (ids.get(key) ?? id) === id ? id : null)
  for (const place of places) asked.add(place)
  return ({ dealerId, said }) =>
    said ? (ids.get(`${dealerId}|${said}`) ?? ids.get(`${dealerId}|${said.toLowerCase()}`) ?? null) : null
}
