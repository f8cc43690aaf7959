/** The network twin: a whole invented carmaker as the files its systems would send, and the truth about them. */

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { knownStrangers, writeCustomers } from './customers.ts'
import { DayLoop } from './days.ts'
import { writeRegisters } from './registers.ts'
import { Sink } from './sink.ts'
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
const OWN = ['customers', 'adf', 'truth']

/** Part of the work that the customer files are, measured at 30,000 and 300,000 customers. */
const CUSTOMER_SHARE = 0.25

/** Builds the world and settles how many people the dealers know besides those who enquired. */
export function prepareWorld(options: TwinOptions) {
  const world = buildWorld(options)
  world.settled = Math.max(Math.ceil(options.customers * 0.1), options.customers - knownStrangers(world))
  return world
}

/** Same arguments, same bytes. Memory does not depend on the number of customers; see README.md for figures. */
export async function writeTwin(options: WriteTwinOptions): Promise<TwinSummary> {
  const { out, onProgress } = options
  const world = prepareWorld(options)
  const report = (stage: TwinProgress['stage'], done: number) => onProgress?.({ stage, done })
  for (const folder of OWN) await rm(join(out, folder), { recursive: true, force: true })
  for (const folder of OWN) await mkdir(join(out, folder), { recursive: true })
  await writeRegisters(world, out)
  report('network', 0)
  const truth = await Sink.open(join(out, 'truth/people.csv'), 'person,record,company,household\n')
  const customers = await writeCustomers(world, out, truth, (done) =>
    report('customers', done * CUSTOMER_SHARE),
  )
  const loop = await DayLoop.open(world, out, truth)
  const files = await loop.run((done) => report('days', CUSTOMER_SHARE + done * (1 - CUSTOMER_SHARE)))
  await truth.close()
  report('done', 1)
  return {
    people: people(world),
    customerRecords: customers.rows.reduce((sum, count) => sum + count, 0),
    leads: files.leads.rows,
    recentLeads: files.truth.rows - files.leads.rows,
    webEvents: files.web.rows,
    bytes: customers.bytes + truth.bytes + Object.values(files).reduce((sum, file) => sum + file.bytes, 0),
  }
}
