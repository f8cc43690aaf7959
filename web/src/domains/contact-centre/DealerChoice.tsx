import { useState } from 'react'
import { listDealers } from '../../../../contract/dealers.ts'
import { useRead } from '../../app/query.ts'
import { Choice } from '../../ui/inputs.tsx'

type Props = {
  id?: string
  value?: string
  onChange?: (value: string | undefined) => void
  placeholder?: string
  /** Which property of the dealer is the value: intake sends the code, qualification the id. */
  by: 'id' | 'code'
}

/** A dealer found by name or code; the list is asked from the server as one types. */
export const DealerChoice = ({ by, ...rest }: Props) => {
  const [q, setQ] = useState('')
  const text = q.trim()
  const { data, loading } = useRead(
    listDealers,
    { query: { active: 'true', limit: 30, ...(text ? { q: text } : {}) } },
    { staleSeconds: 120 },
  )
  return (
    <Choice
      {...rest}
      clear
      onSearch={setQ}
      loading={loading}
      options={(data?.items ?? []).map((dealer) => ({
        value: dealer[by],
        label: `${dealer.name} · ${dealer.areaName}`,
      }))}
    />
  )
}
