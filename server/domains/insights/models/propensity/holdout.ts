/**
 * Whether a row is kept from training, by its id and the model's seed: the same answer on every machine and every day, and
 * a customer held out of one version by chance stands in the next.
 */
export const heldOut = (id: string, seed: number, share: number): boolean => hash(id, seed) < share * 2 ** 32

/** FNV-1a over the characters, finished as murmur does, so that neighbouring ids land apart. */
export function hash(text: string, seed: number): number {
  let state = 0x811c9dc5 ^ seed
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193)
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return (state ^ (state >>> 16)) >>> 0
}

/** Places of rows for training and for judging. */
export function split(ids: readonly string[], seed: number, share: number) {
  const out = ids.map((id) => heldOut(id, seed, share))
  const where = (kept: boolean) => Uint32Array.from([...ids.keys()].filter((row) => out[row] === kept))
  return { training: where(false), judging: where(true) }
}
