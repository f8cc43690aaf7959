import { consentChannelWords, consentEvidenceWords } from '../../../../contract/consent.ts'
import type { Words } from '../../../../contract/endpoint.ts'
import { originWords } from '../../../../contract/lead-words.ts'

const channels: Record<string, Words> = { ...originWords, ...consentChannelWords }
const marks: Record<string, Words> = { ...originWords, ...consentEvidenceWords }
type Say = (words: Words) => string

/** Earlier entries carry the word of the language they were recorded in instead of the channel's own name. */
const byLabel = new Map(
  Object.values(consentChannelWords).flatMap((words) => [
    [words.zh, words],
    [words.en, words],
  ]),
)

export const channelIn = (channel: string, say: Say): string => {
  const words = channels[channel] ?? byLabel.get(channel)
  return words ? say(words) : channel
}

/** `import:lead-table` → 导入 线索表, `form c-2026 https://…` → 表单 c-2026 https://…; what a person wrote stays as it is. */
export const evidenceIn = (evidence: string, say: Say): string => {
  const [, mark = '', rest = ''] = /^([a-z][a-z-]*)(?:[: ](.*))?$/s.exec(evidence) ?? []
  const words = marks[mark]
  if (!words) return evidence
  return rest.trim() ? `${say(words)} ${evidenceIn(rest.trim(), say)}` : say(words)
}
