import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { castId } from '../../../../tests/harness/cast.ts'
import type { World } from '../../../../tests/harness/world.ts'
import { writeTwin } from '../../../../twin/index.ts'
import { writePeopleTable } from '../../../../twin/people-table.ts'
import { systemActor, systemScope } from '../../../kernel/ctx.ts'
import { newId } from '../../../kernel/ids.ts'
import type { JobRun } from '../../../kernel/jobs/definition.ts'
import { readPhone } from '../../../kernel/phone.ts'
import { readPlate } from '../../../kernel/plate.ts'
import { readResidentId } from '../../../kernel/resident-id.ts'
import { readVin } from '../../../kernel/vin.ts'
import type { PersonArrival } from '../arrivals.ts'

/** For tests: a small carmaker's files as arrivals, and a job that runs here. */
type Row = Record<string, string>

/** Rows of a twin's people, with who they really are under `person`. */
export async function peopleOfTwin(
  out: string,
  size: { seed: number; dealers: number; customers: number },
): Promise<Row[]> {
  await writeTwin({ ...size, months: 6, until: '2026-11-22', noise: 'heavy', out })
  await writePeopleTable(out, join(out, 'people.csv'))
  return parse(readFileSync(join(out, 'people.csv')), { columns: true })
}

export function arrivalOf(world: World, row: Row): PersonArrival {
  const read = <T extends { ok: boolean }>(text: string | undefined, reader: (text: string) => T) => {
    const reading = text ? reader(text) : null
    return reading?.ok ? (reading as Extract<T, { ok: true }>) : null
  }
  const phones = [row.phone, row.second_phone].flatMap((one) => read(one, readPhone)?.e164 ?? [])
  const plate = read(row.plate, readPlate)
  const vin = read(row.vin, readVin)
  return {
    recordId: newId(),
    source: 'dms',
    kind: 'customer-file',
    happenedAt: world.clock.now(),
    raw: { id_number: row.id_number ?? '' },
    brandId: castId('HL'),
    dealerId: null,
    reachNodes: [castId('HL')],
    person: {
      kind: 'person',
      name: row.name!,
      sex: row.sex === 'm' ? 'male' : row.sex === 'f' ? 'female' : null,
      birthOn: /^\d{4}-\d\d-\d\d$/.test(row.birthday!) ? row.birthday! : null,
      phones,
      email: row.email || null,
      residentId: read(row.id_number, readResidentId)?.id18 ?? null,
      company: row.company || null,
      address: row.address || null,
      plates: plate ? [plate.plate] : [],
      vins: vin ? [vin.vin] : [],
    },
  }
}

export const jobOf = (world: World, change: Partial<JobRun> = {}): JobRun => ({
  jobId: newId(),
  actor: systemActor('test'),
  scope: systemScope,
  transact: (work) => world.as('system', work),
  progress: async () => {},
  shouldStop: async () => false,
  ...change,
})
