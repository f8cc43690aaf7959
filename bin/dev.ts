// npm run dev: the server restarts and the web reloads as you type. Open the address the second one prints.
import { spawn } from 'node:child_process'
import { packageRoot } from '../server/kernel/engines/postgres.ts'

if (process.argv.includes('--help')) {
  console.log(
    'npm run dev -- [options of npm start]\n\nThe server on PORT (8080), the web with hot reload on 5173.',
  )
  process.exit(0)
}
const watch = ['--watch-path=server', '--watch-path=contract', '--watch-preserve-output']
const children = [
  spawn(process.execPath, [...watch, 'bin/start.ts', ...process.argv.slice(2)], {
    cwd: packageRoot,
    stdio: 'inherit',
  }),
  spawn('vite', ['web'], { cwd: packageRoot, stdio: 'inherit' }),
]
for (const child of children)
  child.on('exit', (code) => {
    for (const other of children) other.kill()
    process.exitCode = code ?? 0
  })
