// npm test: everything CI runs, in the order in which a mistake is cheapest to find.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { packageRoot } from '../server/kernel/engines/postgres.ts'
import { buildWeb } from './build-web.ts'

if (process.argv.includes('--help')) {
  console.log(`npm test [-- --only format,types,tests,web,browser]

Format and lint, types, house, unit, property, API and scenario tests, the web build, and the journeys in Chromium.`)
  process.exit(0)
}
const only = parseArgs({ options: { only: { type: 'string' } } }).values.only?.split(',')
const reports = mkdtempSync(join(tmpdir(), 'ringroad-check-'))
const counted = { passed: 0, failed: 0 }
const broken: string[] = []

interface Report {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] | null }[]
  }[]
}

const run = (command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { cwd: packageRoot, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0' } })
    .status === 0

/** Runs vitest and adds what it counted to the closing line. */
function vitest(name: string, ...args: string[]): boolean {
  const report = join(reports, `${name}.json`)
  const ok = run(
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  )
  if (existsSync(report)) {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
    counted.passed += numPassedTests
    counted.failed += numFailedTests
    for (const { name: file, message, assertionResults } of testResults) {
      const said = (test: string, why = '') =>
        `${relative(packageRoot, file)}: ${test}\n    ${why.slice(0, 400).replaceAll('\n', '\n    ')}`
      if (message) broken.push(said('the file itself', message))
      for (const { status, fullName, failureMessages } of assertionResults)
        if (status === 'failed') broken.push(said(fullName, failureMessages?.[0]))
    }
  }
  return ok
}

const steps: Record<string, () => boolean | Promise<boolean>> = {
  format: () => run('biome', 'ci', '--max-diagnostics=40', '.'),
  types: () => run('tsc', '--noEmit'),
  tests: () => vitest('tests'),
  web: () => buildWeb().then(() => true),
  browser: () => vitest('browser', '--config', 'tests/e2e/vitest.config.ts'),
}

const failed: string[] = []
for (const [name, step] of Object.entries(steps)) {
  if (only && !only.includes(name)) continue
  const began = performance.now()
  console.log(`\n== ${name}`)
  if (!(await step())) failed.push(name)
  console.log(
    `== ${name}: ${failed.includes(name) ? 'FAILED' : 'ok'}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
  )
}
rmSync(reports, { recursive: true, force: true })
if (failed.length) {
  // Last, because whoever reads the log of a run reads its end.
  console.log(`\nFailed: ${failed.join(', ')}\n${broken.join('\n')}`)
  counted.failed ||= failed.length
}
console.log(`${counted.passed} passed, ${counted.failed} failed`)
process.exit(failed.length ? 1 : 0)
