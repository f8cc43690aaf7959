/** One line that fills up on a terminal, one line per step elsewhere. */
export function progressBar() {
  let last = ''
  const wide = 28
  return {
    show(what: string, done: number, total: number) {
      const share = total > 0 ? Math.min(1, done / total) : 0
      const filled = Math.round(share * wide)
      const line = `  [${'#'.repeat(filled)}${'.'.repeat(wide - filled)}] ${String(Math.round(share * 100)).padStart(3)} %  ${what}`
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`)
      else if (what !== last) console.log(`  ${what}`)
      last = what
    },
    end() {
      if (process.stdout.isTTY && last) process.stdout.write('\r\x1b[2K')
    },
  }
}
