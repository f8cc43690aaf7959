import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { arrivalAt, arrive } from '../../../../tests/harness/arrivals.ts'
import { dice } from '../../../../tests/harness/dice.ts'
import { openWorld, type World } from '../../../../tests/harness/world.ts'
import type { PersonArrival } from '../arrivals.ts'
import { jobOf } from './fixtures.ts'
import { matchEverybody } from './nightly.ts'
import { activeModel } from './queries.ts'

/** A dealer's customers as they are: couples and sons with one address and often one telephone, everybody written down once. */
let world: World
const families = 1_200

const below = dice(5)
const pick = <T>(all: readonly T[]): T => all[below(all.length)]!
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const givens = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉',
]
const given = () => pick(givens) + (below(3) ? pick(givens) : '')
const two = (number: number) => String(number).padStart(2, '0')
const number = () => `+861${pick(['3', '5', '7', '8'])}${100_000_000 + below(899_999_999)}`

const arrivalOf = (person: Parameters<typeof arrivalAt>[2]) => arrivalAt(world, 'D0001', person)

function family(): PersonArrival[] {
  const [phone, divisionCode] = [number(), pick(['330106', '330105', '330203', '320102', '310104'])]
  const address = `文一路 ${1 + below(900)} 号 ${1 + below(30)} 幢 ${100 + below(2_000)} 室`
  const [his, hers] = [pick(surnames), pick(surnames)]
  const members = [
    { surname: his, sex: 'male', born: 1960 },
    { surname: hers, sex: 'female', born: 1960 },
    { surname: his, sex: 'male', born: 1990 },
  ] as const
  return members.slice(0, 1 + below(3)).map(({ surname, sex, born }) =>
    arrivalOf({
      name: surname + given(),
      sex,
      birthOn: below(4) ? `${born + below(20)}-${two(1 + below(12))}-${two(1 + below(28))}` : null,
      phones: [below(10) < 6 ? phone : number()],
      address: below(4) ? address : null,
      divisionCode,
    }),
  )
}

/** Of whom only a name, a number and a city are known; every tenth stands there twice, with one digit wrong. */
function strangers(count: number): PersonArrival[] {
  return Array.from({ length: count }, (_, at) => {
    const [name, phone, divisionCode] = [
      pick(surnames) + given() + pick(givens),
      number(),
      `3301${two(1 + below(20))}`,
    ]
    const known = arrivalOf({ name, phones: [phone], divisionCode })
    const slipped = `${phone.slice(0, 7)}${(+phone[7]! + 1) % 10}${phone.slice(8)}`
    return at % 10 === 0 ? [known, arrivalOf({ name, phones: [slipped], divisionCode })] : [known]
  }).flat()
}

/** A world of its own for these people, and what a learning run says of them. */
async function learned(people: () => PersonArrival[]) {
  await arrive(world, ...people())
  return (await matchEverybody(jobOf(world), { retrain: true }))!
}
beforeEach(async () => {
  world = await openWorld()
}, 60_000)
afterEach(() => world.close())

describe('families of whom nobody is there twice', () => {
  it('are not made one person, and few are asked about', async () => {
    const run = await learned(() => Array.from({ length: families }, family).flat())
    expect(run.linked).toBe(0)
    const [together] = await world.sql<{ pairs: number }>(
      `select sum(n * (n - 1) / 2)::int as pairs from (select count(*) as n from customers.identifier where kind = 'phone' group by value) as one`,
    )
    // A model of one person and strangers alone asked about most of them: what couples share had taught it what one person is.
    expect(together!.pairs).toBeGreaterThan(400)
    expect(run.asked).toBeLessThan(together!.pairs * 0.02)
    const { parameters } = (await world.as('system', activeModel))!
    expect(parameters.kin!.prior).toBeGreaterThan(parameters.prior * 10)
    expect(parameters.kin!.u.phones![0]).toBeGreaterThan(0.5)
  }, 240_000)
})

describe('people of whom nothing is known but a name, a number and a city', () => {
  it('are asked about when they stand there twice, and nobody is taken for kin of themselves', async () => {
    const run = await learned(() => strangers(2_000))
    expect(run.linked + run.asked).toBeGreaterThan(180)
    expect(run.linked + run.asked).toBeLessThan(230)
  }, 240_000)
})
