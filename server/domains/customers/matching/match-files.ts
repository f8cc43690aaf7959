import { prepare } from '../../../kernel/place.ts'
import { countsSql } from './blocking.ts'
import { loadFiles } from './files.ts'
import { affordable, type Cost, inferModel } from './inferring.ts'
import { lookAt } from './looking.ts'
import type { Model, Parameters } from './model.ts'
import { cluster, compare, inside, make, type Run, read, score, sidesOf, train } from './run.ts'
import { featured, often, records } from './steps.ts'

export type FilesAsked = {
  model?: Model
  truth?: string
  /** Who it is stands in the first group of this, when not the whole of the truth column. */
  pattern?: string
  ignore: readonly string[]
  at: number
}

/** One file, or two to link, from text to clusters. */
export async function matchFiles(
  run: Run,
  paths: readonly string[],
  asked: FilesAsked,
): Promise<{ model: Model; parameters: Parameters }> {
  await prepare(run)
  const columns = await loadFiles(run, paths)
  for (const column of asked.ignore)
    if (!columns.includes(column))
      throw new Error(`There is no column ${column}; there are ${columns.join(', ')}.`)
  if (asked.truth)
    await make(run, {
      table: 'truth',
      columns: 'rid UInt32, truth String',
      order: 'rid',
      sql: `select rid, ${asked.pattern ? `extract(\`${asked.truth}\`, '${asked.pattern.replaceAll("'", '')}')` : `\`${asked.truth}\``} from raw`,
    })
  const model =
    asked.model ??
    (await inferred(
      run,
      columns.filter((one) => !asked.ignore.includes(one)),
      paths.length,
    ))
  await compare(run, model)
  const parameters = model.parameters ?? (await train(run, model))
  await score(run, model, parameters)
  await cluster(run, asked.at)
  return { model, parameters }
}

/** Of about so many records the keys are counted to see what a rule costs. */
const keysCounted = 100_000

async function inferred(run: Run, columns: string[], files: number): Promise<Model> {
  const whole = inferModel(await lookAt(run, columns), files === 2 ? 'between' : 'within')
  if (whole.comparisons.length < 2)
    throw new Error(
      'Fewer than two columns say something about a person. Name them (name, birthday, phone, city) or give --model.',
    )
  const silent: Run = { ...run, done: undefined }
  await read(silent, whole)
  await make(silent, featured(whole))
  await make(silent, often(whole))
  await make(silent, records(whole))
  const [n, m] = await sidesOf(run)
  const oneIn = Math.ceil((n + m) / keysCounted)
  return affordable(whole, await run.analytics.rows<Cost>(inside(run, countsSql(whole, oneIn))), n + m)
}
