import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemError } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { Anchor } from '../../ui/Anchor.tsx'
import { Facts } from '../../ui/Panel.tsx'
import { Note, Problem } from '../../ui/Problem.tsx'
import { SideDrawer } from '../../ui/SideDrawer.tsx'
import type { Sale } from './useSales.tsx'

type Fact = { key: string; label: ReactNode; value: ReactNode; end?: ReactNode }
type Props = {
  sale: Sale
  state: ReactNode
  facts: Fact[]
  onClose: () => void
  footer?: ReactNode
  children?: ReactNode
}

/** One test drive, order or delivery: who and what, its own facts, and what can be done next. */
export const SaleDrawer = ({ sale, state, facts, onClose, footer, children }: Props) => {
  const { t } = useTranslation('sales')
  const filled = facts.filter((fact) => fact.value !== null && fact.value !== '' && fact.value !== undefined)
  return (
    <SideDrawer
      title={sale.customer.name}
      sub={sale.variant?.name ?? t('noVariant')}
      onClose={onClose}
      head={
        <>
          {state}
          <Anchor to={paths.lead(sale.leadId)}>{t('open.lead')}</Anchor>
          <Anchor to={paths.customer(sale.customer.id)}>{t('open.customer')}</Anchor>
        </>
      }
      {...(footer ? { footer } : {})}
    >
      <Facts
        items={[
          ...filled,
          {
            key: 'consultant',
            label: t('column.consultant'),
            value: sale.consultant?.name ?? t('noConsultant'),
          },
          {
            key: 'dealer',
            label: t('column.dealer'),
            value: <span title={sale.dealer.name}>{sale.dealer.name}</span>,
          },
          { key: 'lead', label: t('column.lead'), value: <span className="mono">{sale.leadNumber}</span> },
        ]}
      />
      {children}
    </SideDrawer>
  )
}

type ReadingProps = {
  title: string
  problem: ProblemError | undefined
  onRetry: () => unknown
  onClose: () => void
}

/** A record that is on its way, out of reach, or could not be read. */
export const ReadingDrawer = ({ title, problem, onRetry, onClose }: ReadingProps) => {
  const { t } = useTranslation('sales')
  const gone = problem?.status === 404
  return (
    <SideDrawer title={title} onClose={onClose}>
      {gone && <Note>{t('gone')}</Note>}
      {problem && !gone && <Problem problem={problem} onRetry={onRetry} />}
      {!problem && <span className="bone" />}
    </SideDrawer>
  )
}
