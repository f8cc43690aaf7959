import { useTranslation } from 'react-i18next'
import type { CustomerRow } from '../../../../contract/customers.ts'
import type { Column } from '../../ui/columns.tsx'
import { When } from '../../ui/Figures.tsx'
import { PersonName, StateTag } from '../../ui/Marks.tsx'
import { useSourceName } from './words.ts'

const Cut = ({ children }: { children: string | null }) =>
  children ? (
    <span className="cut" title={children}>
      {children}
    </span>
  ) : (
    <span className="q">–</span>
  )

/** What must be known before anyone calls. */
export const Marks = ({ row }: { row: Pick<CustomerRow, 'doNotContact' | 'deceased'> }) => {
  const { t } = useTranslation('customers')
  return (
    <>
      {row.doNotContact && (
        <StateTag look="fault" icon="ban">
          {t('doNotContact')}
        </StateTag>
      )}
      {row.deceased && <StateTag look="solid">{t('deceased')}</StateTag>}
    </>
  )
}

export const useCustomerColumns = (): Column<CustomerRow>[] => {
  const { t } = useTranslation('customers')
  const sourceName = useSourceName()
  return [
    {
      key: 'name',
      title: t('column.name'),
      width: 210,
      always: true,
      cell: (row) => (
        <span className="row">
          <PersonName name={row.name} honorific={row.salutation ?? undefined} />
          <Marks row={row} />
        </span>
      ),
    },
    {
      key: 'kind',
      title: t('column.kind'),
      width: 76,
      cell: (row) => <span className="q2">{t(`kind.${row.kind}`)}</span>,
    },
    { key: 'phone', title: t('column.phone'), width: 128, cell: (row) => row.phone ?? <Cut>{null}</Cut> },
    { key: 'stage', title: t('column.stage'), width: 96, cell: (row) => t(`stage.${row.stage}`) },
    {
      key: 'dealers',
      title: t('column.dealers'),
      cell: ({ dealers }) => <Cut>{dealers.map((dealer) => dealer.name).join(' · ') || null}</Cut>,
    },
    { key: 'place', title: t('column.place'), width: 150, cell: (row) => <Cut>{row.place}</Cut> },
    {
      key: 'source',
      title: t('column.source'),
      width: 110,
      cell: (row) => <Cut>{row.firstSource && sourceName(row.firstSource)}</Cut>,
    },
    { key: 'company', title: t('column.company'), hidden: true, cell: (row) => <Cut>{row.company}</Cut> },
    {
      key: 'seen',
      title: t('column.seen'),
      width: 136,
      number: true,
      cell: (row) => <When at={row.seenAt} time={false} />,
    },
    {
      key: 'updated',
      title: t('column.updated'),
      width: 150,
      number: true,
      hidden: true,
      cell: (row) => <When at={row.updatedAt} short />,
    },
  ]
}
