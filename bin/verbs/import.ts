import { parseArgs } from 'node:util'
import { type ImportKind, importKinds } from '../../contract/imports.ts'
import {
  checkDraft,
  draftFile,
  driverFor,
  importFile,
  undoFile,
} from '../../server/domains/imports/import-file.ts'
import { progressBar } from '../progress.ts'
import { operator, withRuntime } from './session.ts'

const help = `npm run ringroad -- import FILE [--kind K] [--source NAME] [--dealer CODE] [--brand CODE] [--check] [--data DIR]
npm run ringroad -- import --undo ID

CSV or Excel of any size, JSON lines or ADF/XML; encoding, delimiter and columns are recognised as on the import
screen. --check counts and writes nothing. An import that was interrupted goes on from the screen (Import, Run).

Kinds: ${importKinds.join(', ')}. Left out, the file's header decides.`

const options = {
  kind: { type: 'string' },
  source: { type: 'string' },
  dealer: { type: 'string' },
  brand: { type: 'string' },
  check: { type: 'boolean' },
  undo: { type: 'string' },
  data: { type: 'string' },
  help: { type: 'boolean' },
} as const

export async function run(args: string[]) {
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
  const path = positionals[0]
  if (values.help || (!path && !values.undo)) return console.log(help)
  if (values.kind && !importKinds.includes(values.kind as ImportKind))
    throw new Error(`--kind ${values.kind}: one of ${importKinds.join(', ')}`)
  const file = {
    path: path ?? '',
    kind: values.kind as ImportKind | undefined,
    source: values.source,
    options: {
      ...(values.dealer && { dealerCode: values.dealer }),
      ...(values.brand && { brandCode: values.brand }),
    },
  }
  await withRuntime(values.data, async (runtime) => {
    const who = operator(runtime)
    if (values.undo) {
      await undoFile(runtime, who, values.undo)
      return console.log(`${values.undo} taken back`)
    }
    if (values.check) {
      const draft = await draftFile(driverFor(runtime, who), file)
      return report(draft, await checkDraft(runtime, who, draft))
    }
    const bar = progressBar()
    const began = performance.now()
    const { id, counts } = await importFile(runtime, who, {
      ...file,
      onProgress: (done, total) => bar.show(`${done.toLocaleString('en')} rows`, done, total || done),
    })
    bar.end()
    report(id, counts)
    console.log(`${((performance.now() - began) / 1000).toFixed(1)} s`)
  })
}

type Counts = Awaited<ReturnType<typeof importFile>>['counts']

function report(id: string, counts: Counts) {
  console.log(`import ${id}`)
  for (const outcome of ['rows', 'create', 'update', 'unchanged', 'conflict', 'invalid'] as const)
    console.log(`  ${outcome.padEnd(10)} ${counts[outcome].toLocaleString('en').padStart(12)}`)
  for (const problem of counts.problems.slice(0, 10))
    console.log(`  ${problem.rows} rows: ${problem.field}: ${problem.message.en}`)
}
