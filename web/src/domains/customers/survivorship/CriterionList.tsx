import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  type GoldenName,
  type SurvivorshipCriterion,
  survivorshipCriteria,
} from '../../../../../contract/survivorship.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'

type Props = {
  name: GoldenName
  criteria: SurvivorshipCriterion[]
  onChange: (criteria: SurvivorshipCriterion[]) => void
}

/** The criteria of one field, the first decides; each moves forward, goes, or is added at the end. */
export const CriterionList = ({ name, criteria, onChange }: Props) => {
  const { t } = useTranslation('customers')
  const field = t(`field.${name}`)
  const left = survivorshipCriteria.filter((one) => !criteria.includes(one))
  const forward = (at: number) => {
    const next = [...criteria]
    next.splice(at - 1, 2, criteria[at]!, criteria[at - 1]!)
    onChange(next)
  }
  return (
    <div className="sv-row">
      <span className="sv-field">{field}</span>
      <ol className="sv-list">
        {criteria.map((one, at) => {
          const named = { field, criterion: t(`criterion.${one}`) }
          return (
            <li key={one}>
              {at > 0 && (
                <IconButton
                  icon="left"
                  label={t('survivorship.earlier', named)}
                  onClick={() => forward(at)}
                />
              )}
              <span>{`${at + 1} ${named.criterion}`}</span>
              {criteria.length > 1 && (
                <IconButton
                  icon="x"
                  label={t('survivorship.remove', named)}
                  onClick={() => onChange(criteria.filter((other) => other !== one))}
                />
              )}
            </li>
          )
        })}
        {left.length > 0 && (
          <li className="sv-more">
            <Select<SurvivorshipCriterion>
              aria-label={t('survivorship.add', { field })}
              size="small"
              variant="borderless"
              suffixIcon={<Icon name="plus" small />}
              placeholder={t('survivorship.more')}
              value={null}
              popupMatchSelectWidth={false}
              options={left.map((one) => ({ value: one, label: t(`criterion.${one}`) }))}
              onChange={(one) => onChange([...criteria, one])}
            />
          </li>
        )}
      </ol>
    </div>
  )
}
