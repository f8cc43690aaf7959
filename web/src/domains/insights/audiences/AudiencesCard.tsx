import { useTranslation } from 'react-i18next'
import { listAudiencesOf } from '../../../../../contract/audiences.ts'
import { paths } from '../../../app/paths.ts'
import { useRead } from '../../../app/query.ts'
import { useCan } from '../../../app/session.tsx'
import { Anchor } from '../../../ui/Anchor.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useFormat } from '../../../ui/useFormat.ts'
import './audiences.css'

/** Which audiences this customer is in, since when, and of which taking; nothing where there is none. */
export const AudiencesCard = ({ id }: { id: string }) => {
  const { t } = useTranslation('audiences')
  const format = useFormat()
  const open = useCan('insights.read')
  const { data } = useRead(listAudiencesOf, { params: { id } }, { enabled: useCan('customers.read') })
  if (!data || data.items.length === 0) return null
  return (
    <Panel title={t('card.title')}>
      <ul className="au-in">
        {data.items.map((one) => (
          <li key={one.id}>
            {open ? (
              <Anchor to={paths.audience(one.id)}>
                <b className="cut">{one.name}</b>
              </Anchor>
            ) : (
              <b className="cut">{one.name}</b>
            )}
            <span className="cap">
              {t('card.since', { day: format.dayAt(one.sinceAt, true) })} ·{' '}
              {t('card.taking', { n: one.taking, day: format.day(one.takenOn, true) })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
