import { tokenOf } from '../../tests/harness/cast.ts'

export type Sender = {
  /** external id -> lead id, once the server said 201. */
  acknowledged: Map<string, string>
  /** Sent, and no answer came: may or may not be there. */
  unanswered: Set<string>
  send(address: string, senders: number): { stop(): void; done: Promise<void> }
  /** What a sender does after a crash: the same requests with the same keys. */
  sendAgain(address: string): Promise<void>
}

const headers = {
  'content-type': 'application/json',
  'x-ringroad': '1',
  cookie: `ringroad=${tokenOf('meng')}`,
}
const sources = ['website', 'search', 'referral']

/** Leads of invented people, a fifth of them people who asked before; every request has its own key. */
export function sender(roll: () => number): Sender {
  const acknowledged = new Map<string, string>()
  const unanswered = new Set<string>()
  let count = 0

  const bodyOf = (externalId: string) => {
    const number = Number(externalId.slice(1))
    const someone = number % 5 === 0 ? Math.floor(number / 2) : number
    return JSON.stringify({
      source: sources[someone % sources.length],
      externalId,
      brand: '环路',
      series: '越岭',
      person: {
        name: `客户${String.fromCharCode(0x4e00 + (someone % 5_000))}`,
        phone: `138${String(10_000_000 + someone)}`,
        division: '浙江省杭州市',
      },
      horizon: 'month',
      consents: [{ purpose: 'sales', recipient: 'dealer', granted: true, evidence: 'crash' }],
    })
  }
  const post = async (address: string, externalId: string) => {
    unanswered.add(externalId)
    try {
      const answer = await fetch(`${address}/api/leads`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': externalId },
        body: bodyOf(externalId),
        signal: AbortSignal.timeout(10_000),
      })
      if (answer.status !== 201) return
      const { leadId } = (await answer.json()) as { leadId: string }
      acknowledged.set(externalId, leadId)
      unanswered.delete(externalId)
    } catch {
      // The plug was pulled while we waited: nobody told us, so nothing was promised.
      await new Promise((done) => setTimeout(done, 20))
    }
  }
  return {
    acknowledged,
    unanswered,
    send(address, senders) {
      let going = true
      const one = async () => {
        while (going) await post(address, `E${count++}`)
      }
      const done = Promise.all(Array.from({ length: senders }, one)).then(() => {})
      const stop = () => {
        going = false
      }
      return { stop, done }
    },
    async sendAgain(address) {
      for (const externalId of [...unanswered].sort(() => roll() - 0.5)) await post(address, externalId)
    },
  }
}
