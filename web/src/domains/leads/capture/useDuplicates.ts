import { useEffect, useState } from 'react'
import { checkDuplicates } from '../../../../../contract/customers.ts'
import { type Listed, useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'

export type Likely = Listed<typeof checkDuplicates>

const pauseMs = 350

const useSettled = <T>(value: T, key: string): T => {
  const [settled, setSettled] = useState(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [key])
  return settled
}

const digits = (text: string) => text.replace(/\D/g, '')

/** Who it may already be, asked for when the typing pauses: by name from two characters, by number from seven digits. */
export const useDuplicates = (name: string, phone: string) => {
  const typed = { name: name.trim(), phone: phone.trim() }
  const settled = useSettled(typed, `${typed.name} ${typed.phone}`)
  const byPhone = digits(settled.phone).length >= 7
  const byName = [...settled.name].length >= 2
  const { data, problem } = useRead(
    checkDuplicates,
    { body: { name: byName ? settled.name : '', phones: byPhone ? [settled.phone] : [] } },
    { enabled: useCan('customers.read') && (byPhone || byName), staleSeconds: 30 },
  )
  // A form that was just emptied asks nothing any more, though the pause is not over.
  const asked = (byPhone || byName) && (typed.name !== '' || typed.phone !== '')
  return {
    items: asked ? (data?.items ?? []) : [],
    elsewhere: asked && (data?.elsewhere ?? false),
    problem: asked ? problem : undefined,
  }
}
