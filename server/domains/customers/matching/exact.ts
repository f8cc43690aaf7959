import { type Fit, type NameForms, nameFit } from './names.ts'

/**
 * Identification by exact identifiers. Probable matches (scores, review) are the next step and stand behind the
 * same door: evidence in, one decision with its `how` out.
 */
export type ClaimKind =
  | 'resident-id'
  | 'resident-misread'
  | 'resident-meant'
  | 'resident-shown'
  | 'credit-code'
  | 'open-id'
  | 'phone'
  | 'vin'
  | 'email'
  | 'plate'
export type Claim = { kind: ClaimKind; value: string }
/** One known person who shares something with the one who arrived. `clash`: another ID number. */
export type Evidence = {
  kind: ClaimKind | 'record' | 'external'
  customerId: string
  fit: Fit
  clash: boolean
  recordId?: string | null
}
export type Decision = { customerId: string; how: string; recordId?: string }

/** Strongest first. `needsName`: proves a person only together with a compatible name. */
const strengths: { kind: Evidence['kind']; needsName: boolean; survivesClash: boolean }[] = [
  { kind: 'record', needsName: false, survivesClash: true },
  { kind: 'resident-id', needsName: false, survivesClash: true },
  { kind: 'credit-code', needsName: false, survivesClash: true },
  { kind: 'external', needsName: true, survivesClash: false },
  { kind: 'open-id', needsName: false, survivesClash: false },
  { kind: 'phone', needsName: true, survivesClash: false },
  { kind: 'vin', needsName: true, survivesClash: false },
]

/** Kinds that identify; the others only help to find. */
export const identifying: ReadonlySet<string> = new Set(strengths.map((strength) => strength.kind))

/**
 * The strongest kind decides. An equal name wins over a compatible one; several that are merely compatible
 * (王先生 on a number that 王伟 and 王芳 share) decide nothing. Ties go to the oldest record.
 */
export function decide(evidence: readonly Evidence[]): Decision | null {
  if (evidence.length === 0) return null
  for (const { kind, needsName, survivesClash } of strengths) {
    const able = evidence.filter(
      (e) => e.kind === kind && (survivesClash || !e.clash) && (!needsName || e.fit > 0),
    )
    const same = oldest(able.filter((e) => e.fit === 2 || !needsName))
    if (same) return decision(same)
    const compatible = new Set(able.map((e) => e.customerId))
    if (compatible.size === 1) return decision(able[0]!)
  }
  return null
}

const oldest = (evidence: Evidence[]): Evidence | undefined =>
  evidence.reduce<Evidence | undefined>(
    (best, e) => (best === undefined || e.customerId < best.customerId ? e : best),
    undefined,
  )

const decision = ({ customerId, kind, fit, recordId }: Evidence): Decision => ({
  customerId,
  how: fit === 1 && (kind === 'phone' || kind === 'vin') ? `${kind}-name-part` : kind,
  ...(kind === 'record' && recordId && { recordId }),
})

/** One of a batch, ready to be compared. `order` sorts a batch the same way however it was shuffled. */
export type Asking = {
  who: 'person' | 'organisation'
  forms: NameForms
  residentHash: string | null
  claims: Claim[]
  /** `source|externalId|dealer`, and the fingerprint of the raw record. */
  external: string | null
  fingerprint: string | null
  chosen: string | null
  order: string
}
/** `fresh`: made by this batch, so all its names are here. */
type Candidate = {
  customerId: string
  who: string
  fresh: boolean
  names: NameForms[]
  residentHash: string | null
}

/**
 * Decides a whole batch: against what the database knows (`known`, by position) and against one another, whole
 * names before 王先生, so that the result does not depend on the order within the batch.
 */
export function settle(
  batch: readonly Asking[],
  known: ReadonlyMap<number, Evidence[]>,
  create: () => string,
): Decision[] {
  const decisions: Decision[] = []
  const byClaim = new Map<string, Set<Candidate>>()
  const candidates = new Map<string, Candidate>()
  const records = new Map<string, { customerId: string; at: number }>()
  for (const at of inOrder(batch)) {
    const asking = batch[at]!
    const keys = keysOf(asking)
    const here = evidenceHere(asking, keys, byClaim, records)
    const there = (known.get(at) ?? noEvidence).map((e) =>
      withNamesOf(candidates.get(e.customerId), asking, e),
    )
    const decided: Decision = asking.chosen
      ? { customerId: asking.chosen, how: 'chosen' }
      : (decide(there.length > 0 ? [...there, ...here] : here) ?? { customerId: create(), how: 'new' })
    decisions[at] = decided
    let candidate = candidates.get(decided.customerId)
    if (!candidate) {
      candidate = {
        customerId: decided.customerId,
        who: asking.who,
        fresh: decided.how === 'new',
        names: [],
        residentHash: null,
      }
      candidates.set(decided.customerId, candidate)
    }
    if (asking.forms.exact.length > 0) candidate.names.push(asking.forms)
    candidate.residentHash ??= asking.residentHash
    for (const key of keys) {
      const holders = byClaim.get(key)
      if (holders) holders.add(candidate)
      else byClaim.set(key, new Set([candidate]))
    }
    if (asking.external)
      records.set(`${asking.external}|${asking.fingerprint}`, { customerId: decided.customerId, at })
  }
  return decisions
}

const noEvidence: Evidence[] = []
const rank = (asking: Asking) =>
  asking.chosen ? '0' : asking.forms.whole ? '1' : asking.forms.exact.length > 0 ? '2' : '3'
function inOrder(batch: readonly Asking[]): number[] {
  if (batch.length === 1) return [0]
  const keys = batch.map((asking) => rank(asking) + asking.order)
  return batch.map((_, at) => at).sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b))
}

/** What may be known of somebody: `phone:+8613…`. Also what a transaction locks. */
export function keysOf(asking: Pick<Asking, 'claims' | 'external'>): string[] {
  const keys: string[] = []
  for (const { kind, value } of asking.claims) if (identifying.has(kind)) keys.push(`${kind}:${value}`)
  if (asking.external) keys.push(`external:${asking.external}`)
  return keys
}

function evidenceHere(
  asking: Asking,
  keys: string[],
  byClaim: Map<string, Set<Candidate>>,
  records: Map<string, { customerId: string; at: number }>,
): Evidence[] {
  const evidence: Evidence[] = []
  const same = asking.external && records.get(`${asking.external}|${asking.fingerprint}`)
  if (same)
    evidence.push({
      kind: 'record',
      customerId: same.customerId,
      fit: 2,
      clash: false,
      recordId: `#${same.at}`,
    })
  for (const key of keys) {
    const kind = key.slice(0, key.indexOf(':')) as Evidence['kind']
    for (const candidate of byClaim.get(key) ?? []) {
      if (candidate.who !== asking.who && kind !== 'external') continue
      const clash =
        asking.residentHash !== null &&
        candidate.residentHash !== null &&
        candidate.residentHash !== asking.residentHash
      evidence.push({ kind, customerId: candidate.customerId, fit: fitOf(candidate, asking), clash })
    }
  }
  return evidence
}

function fitOf(candidate: Candidate, asking: Asking): Fit {
  const whole = candidate.names.filter((name) => name.whole)
  const names = whole.length > 0 ? whole : candidate.names
  if (names.length === 0) {
    const nameless = asking.forms.exact.length === 0
    return candidate.fresh ? (nameless ? 2 : 1) : nameless ? 1 : 0
  }
  return Math.max(...names.map((name) => nameFit(name, asking.forms))) as Fit
}

/** The database's word on a name is out of date once this batch taught a fuller one. */
function withNamesOf(candidate: Candidate | undefined, asking: Asking, evidence: Evidence): Evidence {
  if (!candidate || evidence.fit === 2) return evidence
  const learned = fitOf(candidate, asking)
  const taught = asking.forms.whole && candidate.names.some((name) => name.whole)
  return { ...evidence, fit: taught || learned > evidence.fit ? learned : evidence.fit }
}
