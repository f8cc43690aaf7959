import { useTranslation } from 'react-i18next'
import { readLeadScores } from '../../../../../contract/propensity.ts'
import { useRead } from '../../../app/query.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Reasons } from './Reasons.tsx'

/** What the models say of a lead, beside the rules' score; nothing of a closed lead they never spoke of. */
export const ChancePanel = ({ id, open }: { id: string; open: boolean }) => {
  const { t } = useTranslation('propensity')
  const { data } = useRead(readLeadScores, { params: { id } })
  if (!data || (data.items.length === 0 && !open)) return null
  return (
    <Panel title={t('chance.title')} note={t('chance.note')}>
      {data.items.length === 0 ? (
        <p className="q2">{t('chance.none')}</p>
      ) : (
        <div className="pr-stack">
          {data.items.map((chance) => (
            <Reasons key={chance.kind} chance={chance} />
          ))}
        </div>
      )}
    </Panel>
  )
}
