import type { ReactNode } from 'react'
import { useGo } from '../../ui/useGo.ts'
import { type View, Views } from '../../ui/Views.tsx'

export type Tab = View & { to: string; show: boolean }

/** Parts of one screen that have addresses of their own; who may not see a part does not see its tab. */
export const Tabs = ({ tabs, value, end }: { tabs: Tab[]; value: string; end?: ReactNode }) => {
  const go = useGo()
  return (
    <Views
      views={tabs.filter((tab) => tab.show)}
      value={value}
      onChange={(key) => go(tabs.find((tab) => tab.key === key)?.to ?? '/')}
      end={end}
    />
  )
}
