import pg from 'pg'

/** What other transactions notify, on one connection for the whole process that comes back when the database was away. */
export type Ear = {
  /** `null` whenever it begins to listen: what was said before that is not known. */
  hear(channel: string, heard: (said: string | null) => void): void
  /** False while something may go unheard. */
  readonly listening: boolean
  close(): Promise<void>
}

const againMs = 1_000

export function openEar(databaseUrl: string): Ear {
  const hearers = new Map<string, (said: string | null) => void>()
  let client: pg.Client | undefined
  let listening = false
  let closed = false
  const listen = async (mine: pg.Client, channels: Iterable<string>) => {
    for (const channel of channels) {
      await mine.query(`listen ${pg.escapeIdentifier(channel)}`)
      hearers.get(channel)?.(null)
    }
  }
  const connect = async () => {
    const mine = new pg.Client({ connectionString: databaseUrl })
    client = mine
    let gone = false
    const lost = () => {
      if (gone) return
      gone = true
      listening = false
      mine.end().catch(() => {})
      if (!closed) setTimeout(() => void connect(), againMs).unref()
    }
    mine.on('notification', ({ channel, payload }) => hearers.get(channel)?.(payload ?? ''))
    mine.on('error', lost)
    mine.on('end', lost)
    try {
      await mine.connect()
      await listen(mine, hearers.keys())
      listening = true
    } catch {
      lost()
    }
  }
  void connect()
  return {
    hear(channel, heard) {
      hearers.set(channel, heard)
      if (listening && client) listen(client, [channel]).catch(() => {})
    },
    get listening() {
      return listening
    },
    async close() {
      closed = true
      await client?.end().catch(() => {})
    },
  }
}
