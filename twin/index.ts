/** The network twin: a whole invented carmaker as the files its systems would send, and the truth about them. */

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CARTS_HEADER, cartLines, shopLines } from './carts.ts'
import { knownStrangers, writeCustomers } from './customers.ts'
import { DayLoop } from './days.ts'
import { MARKET_HEADER, marketLines } from './market-sizes.ts'
import { PLANS_HEADER, planLines } from './plans.ts'
import { writeRegisters } from './registers.ts'
import { Sink } from './sink.ts'
import { TRIALS_HEADER, trialLines } from './trials.ts'
import { buildWorld, people, type TwinOptions } from './world.ts'

export type { TwinOptions } from './world.ts'

export interface WriteTwinOptions extends TwinOptions {
  /** Folder to write into; files of an earlier twin in it are replaced. */
  out: string
  /** Called thousands of times. */
  onProgress?: (progress: TwinProgress) => void
}

export interface TwinProgress {
  stage: 'network' | 'customers' | 'days' | 'done'
  /** 0 to 1 over the whole run. */
  done: number
}

export interface TwinSummary {
  people: number
  customerRecords: number
  leads: number
  recentLeads: number
  webEvents: number
  bytes: number
}

/** What a twin consists of; removed before writing, so that a smaller twin leaves no dealer of a bigger one behind. */
const OWN = ['customers', 'adf', 'truth', 'history']

/** Part of the work that the customer files are, measured at 30,000 and 300,000 customers. */
const CUSTOMER_SHARE = 0.25

/** Builds the world and settles how many people the dealers know besides those who enquired. */
export function prepareWorld(options: TwinOptions) {
  const world = buildWorld(options)
  world.settled = Math.max(Math.ceil(options.customers * 0.1), options.customers - knownStrangers(world))
  return world
}

async function writeLines(path: string, header: string, lines: Iterable<string>): Promise<void> {
  const sink = await Sink.open(path, header)
  for (const line of lines) {
    sink.add(line)
    const wait = sink.drain()
    if (wait) await wait
  }
  await sink.close()
}

/** Same arguments, same bytes. Memory does not depend on the number of customers; see README.md for figures. */
export async function writeTwin(options: WriteTwinOptions): Promise<TwinSummary> {
  const { out, onProgress } = options
  const world = prepareWorld(options)
  const report = (stage: TwinProgress['stage'], done: number) => onProgress?.({ stage, done })
  for (const folder of OWN) await rm(join(out, folder), { recursive: true, force: true })
  for (const folder of OWN) await mkdir(join(out, folder), { recursive: true })
  await writeRegisters(world, out)
  await writeLines(join(out, 'market-sizes.csv'), MARKET_HEADER, marketLines(world, options.customers))
  await writeLines(join(out, 'experiments.csv'), TRIALS_HEADER, trialLines(world))
  await writeLines(join(out, 'plans.csv'), PLANS_HEADER, planLines(world))
  await writeLines(join(out, 'shop-events.jsonl'), '', shopLines(world))
  await writeLines(join(out, 'web-carts.csv'), CARTS_HEADER, cartLines(world))
  report('network', 0)
  const truth = await Sink.open(join(out, 'truth/people.csv'), 'person,record,company,household\n')
  const customers = await writeCustomers(world, out, truth, (done) =>
    report('customers', done * CUSTOMER_SHARE),
  )
  const loop = await DayLoop.open(world, out, truth)
  const { files, bookBytes } = await loop.run((done) =>
    report('days', CUSTOMER_SHARE + done * (1 - CUSTOMER_SHARE)),
  )
  await truth.close()
  report('done', 1)
  return {
    people: people(world),
    customerRecords: customers.rows.reduce((sum, count) => sum + count, 0),
    leads: files.leads.rows,
    recentLeads: files.truth.rows - files.leads.rows,
    webEvents: files.web.rows,
    bytes:
      customers.bytes +
      truth.bytes +
      bookBytes +
      Object.values(files).reduce((sum, file) => sum + file.bytes, 0),
  }
}
