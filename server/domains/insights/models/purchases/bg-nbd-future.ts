import { betaln, hyp2f1, lgamma } from '../numbers/special.ts'
import { type BgNbd, bgNbdAlive } from './bg-nbd.ts'

/** The formulas divide by a - 1; at exactly 1 they have a limit, met to ten digits this far beside it. */
const besideOne = (a: number) => (Math.abs(a - 1) < 1e-6 ? 1 + 1e-6 : a)

/** Repeat purchases expected of a new customer in the first `time`. */
export const bgNbdExpected = (model: BgNbd, time: number): number => bgNbdIfAlive(model, 0, 0, time)

/**
 * Purchases expected in the next `time` of a customer who is alive after x repeat purchases and `age`. The paper's
 * 1 - ((alpha+T)/(alpha+T+t))^(r+x) 2F1(r+x, b+x; a+b+x-1; z) is the same by Euler's rule as what stands here, whose numerators
 * do not grow with x: one does not lose digits with customers of many purchases.
 */
export function bgNbdIfAlive({ r, alpha, a: given, b }: BgNbd, x: number, age: number, time: number): number {
  if (time <= 0) return 0
  const a = besideOne(given)
  const z = time / (alpha + age + time)
  const c = a + b + x - 1 || 1e-9
  const told = (kept: number) => (c / (a - 1)) * (1 - kept)
  // Nobody is expected to buy more than one who never leaves.
  const most = ((r + x) * time) / (alpha + age)
  const may = (one: number) => one >= 0 && one <= most * (1 + 1e-9)
  const short = told((1 - z) ** (a - 1) * hyp2f1(c - r - x, a - 1, c, z))
  if (may(short)) return short
  // Customers who hardly differ give parameters of thousands, and nothing times infinity or a sum whose terms swallow one another:
  // there the paper's own form holds.
  const whole = told((1 - z) ** (r + x) * hyp2f1(r + x, b + x, c, z))
  if (may(whole)) return whole
  // Where that overflows too everybody leaves with one chance, and 2F1 is (1 - z (b+x)/c)^-(r+x).
  const alike = told(((1 - z) / (1 - (z * (b + x)) / c)) ** (r + x))
  return Math.min(most, Math.max(0, alike))
}

/** Purchases expected in the next `time`. */
export const bgNbdConditional = (
  model: BgNbd,
  history: { x: number; recency: number; age: number },
  time: number,
): number =>
  bgNbdAlive(model, history.x, history.recency, history.age) *
  bgNbdIfAlive(model, history.x, history.age, time)

/** P(n purchases in the next `time`), alive now: the model's own law with r + x, alpha + T, b + x. */
function ifAliveProbability(
  { r, alpha, a, b }: BgNbd,
  x: number,
  age: number,
  time: number,
  n: number,
): number {
  const [shape, rate, stay] = [r + x, alpha + age, b + x]
  const log = Math.log(rate / (rate + time))
  const z = time / (rate + time)
  const counted = (j: number) =>
    Math.exp(lgamma(shape + j) - lgamma(shape) - lgamma(j + 1) + shape * log + j * Math.log(z))
  const still = Math.exp(betaln(a, stay + n) - betaln(a, stay)) * counted(n)
  if (n === 0) return still
  let fewer = 0
  for (let j = 0; j < n; j++) fewer += counted(j)
  return still + Math.exp(betaln(a + 1, stay + n - 1) - betaln(a, stay)) * Math.max(0, 1 - fewer)
}

/** P(exactly n purchases in the next `time`). */
export function bgNbdProbability(
  model: BgNbd,
  { x, recency, age }: { x: number; recency: number; age: number },
  time: number,
  n: number,
): number {
  const alive = bgNbdAlive(model, x, recency, age)
  return (n === 0 ? 1 - alive : 0) + alive * ifAliveProbability(model, x, age, time, n)
}

/** The fewest purchases whose chance not to be exceeded reaches `level`: 0.05 and 0.95 give what nine of ten such customers do. */
export function bgNbdQuantile(
  model: BgNbd,
  history: { x: number; recency: number; age: number },
  time: number,
  level: number,
): number {
  let below = 0
  for (let n = 0; n < 100_000; n++) {
    below += bgNbdProbability(model, history, time, n)
    if (below >= level - 1e-12) return n
  }
  return Number.POSITIVE_INFINITY
}
