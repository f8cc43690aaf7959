/** The dealers' customer files, and which person every line of them is about. */

import { join } from 'node:path'
import { row } from './csv.ts'
import { DIALECTS } from './dialects.ts'
import { describePerson, householdCode, personCode } from './people.ts'
import { cardsOf, mayHaveFurther, writeRecord } from './records.ts'
import { type Sink, SinkSet } from './sink.ts'
import { people, type World } from './world.ts'

/** Rows between two waits for the disk. */
const BATCH = 256

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** A step that visits every person once in an order that has nothing to do with time. */
function strideFor(count: number, start: number): number {
  let stride = Math.max(1, Math.floor(count * start))
  while (greatestCommonDivisor(stride, count) !== 1) stride++
  return stride
}

/** How many of the strangers end up in a dealer's file, estimated from evenly spread ones; exact for small twins. */
export function knownStrangers(world: World): number {
  const sample = Math.min(world.strangers, 6000)
  let known = 0
  for (let count = 0; count < sample; count++) {
    if (cardsOf(world, Math.floor((count * world.strangers) / sample)).length > 0) known++
  }
  return Math.round((known * world.strangers) / sample)
}

/**
 * Each step writes one person's main card and another person's further cards, so that doubles lie far apart in a
 * file, before or after the main one, without anything being kept in memory.
 */
export async function writeCustomers(
  world: World,
  out: string,
  truth: Sink,
  onProgress: (done: number) => void,
): Promise<SinkSet> {
  const files = new SinkSet(
    world.dealers.map(({ code, dialect }) => ({
      path: join(out, 'customers', `${code}.csv`),
      ...DIALECTS[dialect],
    })),
  )
  const count = people(world)
  const first = strideFor(count, 0.6180339887)
  const second = strideFor(count, 0.7548776662)
  for (let step = 0; step < count; step++) {
    writeCards(world, (step * first + 1) % count, true, files, truth)
    writeCards(world, (step * second + 2) % count, false, files, truth)
    if (step % BATCH === 0) {
      await files.drain()
      await truth.drain()
      onProgress(step / count)
    }
  }
  await files.close()
  return files
}

function writeCards(world: World, index: number, main: boolean, files: SinkSet, truth: Sink): void {
  if (!main && !mayHaveFurther(world, index)) return
  const cards = cardsOf(world, index)
  const from = main ? 0 : 1
  const to = main ? Math.min(1, cards.length) : cards.length
  for (let order = from; order < to; order++) {
    const card = cards[order]
    const dealer = world.dealers[card?.dealerIndex ?? 0]
    if (card === undefined || dealer === undefined) continue
    const record = writeRecord(world, index, card, order)
    record.externalNo = `${dealer.dialect}${String((files.rows[dealer.index] as number) + 1).padStart(6, '0')}`
    const number = files.add(dealer.index, DIALECTS[dealer.dialect].print(record))
    const person = describePerson(world, index)
    truth.add(
      row([
        personCode(index),
        `customers/${dealer.code}.csv:${number}`,
        person.companyIndex < 0 ? '' : `K${person.companyIndex + 1}`,
        householdCode(world, index),
      ]),
    )
  }
}
