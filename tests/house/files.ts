import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { packageRoot } from '../../server/kernel/engines/postgres.ts'

/** Every file git tracks or would track, relative to the root. */
export const files: string[] = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard'],
  { cwd: packageRoot, encoding: 'utf8' },
)
  .split('\n')
  .filter((name) => name && statSync(join(packageRoot, name), { throwIfNoEntry: false })?.isFile())

export const read = (name: string): string => readFileSync(join(packageRoot, name), 'utf8')

export const sources = files.filter(
  (name) => /\.(ts|tsx)$/.test(name) && name !== 'server/kernel/db/tables.ts',
)
export const production = sources.filter((name) => !/\.test\.tsx?$/.test(name) && !name.startsWith('tests/'))

/** What a file imports, as written: static, re-exported and dynamic. */
const targetsOf = (name: string): string[] =>
  [
    ...read(name).matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm),
  ].map((found) => (found[1] ?? found[2])!)

/** Relative imports of a source file, as paths from the root. */
export const importsOf = (name: string): string[] =>
  targetsOf(name)
    .filter((target) => target.startsWith('.'))
    .map((target) => posix.normalize(posix.join(posix.dirname(name), target)))

/** Packages a source file imports. */
export const packagesOf = (name: string): string[] =>
  targetsOf(name)
    .filter((target) => !target.startsWith('.') && !target.startsWith('node:'))
    .map((target) =>
      target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/'),
    )
