/**
 * Which rows are about the same thing: union-find over row positions, keys hashed to 64 bits in typed arrays.
 * A Map of a million phone numbers takes 110 MB, this takes 12 bytes a key; two different keys meet once in 10^7
 * files of a million rows, and then two strangers are merely written in one batch.
 */
export type Ties = { add(row: number, key: string): void; rootOf(row: number): number }

export function createTies(): Ties {
  const table = createTable()
  let parent = new Int32Array(1024).map((_, at) => at)
  const find = (row: number): number => {
    let root = row
    while (parent[root] !== root) root = parent[root]!
    for (let at = row; parent[at] !== root; ) [at, parent[at]] = [parent[at]!, root]
    return root
  }
  const reserve = (row: number) => {
    if (row < parent.length) return
    const longer = new Int32Array(Math.max(row + 1, parent.length * 2)).map((_, at) => at)
    longer.set(parent)
    parent = longer
  }
  return {
    add(row, key) {
      reserve(row)
      const first = table.firstOf(key, row)
      if (first !== row) parent[find(row)] = find(first)
    },
    rootOf(row) {
      reserve(row)
      return find(row)
    },
  }
}

/** Open addressing: high and low half of the hash, and the row that brought the key first. */
function createTable() {
  let size = 1 << 12
  let used = 0
  let high = new Int32Array(size)
  let low = new Int32Array(size)
  let rows = new Int32Array(size).fill(-1)
  const place = (a: number, b: number): number => {
    let at = (a ^ Math.imul(b, 0x9e3779b1)) & (size - 1)
    while (rows[at] !== -1 && (high[at] !== a || low[at] !== b)) at = (at + 1) & (size - 1)
    return at
  }
  const grow = () => {
    const old = { high, low, rows }
    size *= 2
    high = new Int32Array(size)
    low = new Int32Array(size)
    rows = new Int32Array(size).fill(-1)
    for (let at = 0; at < old.rows.length; at++) {
      if (old.rows[at] === -1) continue
      const to = place(old.high[at]!, old.low[at]!)
      high[to] = old.high[at]!
      low[to] = old.low[at]!
      rows[to] = old.rows[at]!
    }
  }
  return {
    firstOf(key: string, row: number): number {
      if (used * 2 > size) grow()
      let a = 0x811c9dc5 | 0
      let b = 0x1b873593 | 0
      for (let at = 0; at < key.length; at++) {
        const unit = key.charCodeAt(at)
        a = Math.imul(a ^ unit, 0x01000193)
        b = Math.imul(b ^ unit, 0x85ebca6b)
        b ^= b >>> 13
      }
      const to = place(a, b)
      if (rows[to] !== -1) return rows[to]!
      high[to] = a
      low[to] = b
      rows[to] = row
      used++
      return row
    },
  }
}
