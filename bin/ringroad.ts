// npm run ringroad -- <verb>: one file a verb, each with --help.
const verbs = {
  import: 'load a file through the same door as the import screen',
  export: 'write customers or leads to CSV',
  user: 'list, create, reset or deactivate a user',
  backup: 'copy everything into a folder, while people work',
  restore: 'fill an empty installation from a backup',
  match: 'find who is who in any file of people, or link two; with a truth column, say how right',
  simulate: 'write the network twin: what a carmaker’s systems would send, and the truth',
  rebuild: 'load the facts of boards and analyses anew from PostgreSQL',
  doctor: 'check engines, schema, custody chains, ledgers and facts',
} as const

const [verb, ...rest] = process.argv.slice(2)
if (!verb || !(verb in verbs)) {
  const wide = Math.max(...Object.keys(verbs).map((name) => name.length)) + 2
  console.log('npm run ringroad -- <verb> [options]\n')
  for (const [name, what] of Object.entries(verbs)) console.log(`  ${name.padEnd(wide)}${what}`)
  console.log('\nnpm run ringroad -- <verb> --help says more.')
  process.exit(verb === undefined || verb === '--help' || verb === 'help' ? 0 : 2)
}
try {
  const { run } = (await import(`./verbs/${verb}.ts`)) as { run: (args: string[]) => Promise<void> }
  await run(rest)
  process.exit(process.exitCode ?? 0)
} catch (error) {
  console.error(`\n${(error as Error).message}\n`)
  process.exit(1)
}
