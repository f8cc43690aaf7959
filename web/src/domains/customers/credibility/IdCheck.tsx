import { useTranslation } from 'react-i18next'
import { type Credibility, readCredibility } from '../../../../../contract/credibility.ts'
import { useRead } from '../../../app/query.ts'
import { StateTag } from '../../../ui/Marks.tsx'
import { Facts, Panel } from '../../../ui/Panel.tsx'
import { useFieldWords } from './words.ts'

type Check = NonNullable<Credibility['idCheck']>

const Agrees = ({ agrees }: { agrees: boolean | null }) => {
  const { t } = useTranslation('quality')
  if (agrees === null) return <span className="q">{t('idCheck.unknown')}</span>
  if (agrees) return t('idCheck.agrees')
  return (
    <StateTag look="fault" icon="warn">
      {t('idCheck.differs')}
    </StateTag>
  )
}

const Checked = ({ check }: { check: Check }) => {
  const { t } = useTranslation('quality')
  const { t: c } = useTranslation('customers')
  const words = useFieldWords()
  const home =
    check.sameProvince === null
      ? t('idCheck.unknown')
      : t(check.sameProvince ? 'idCheck.sameProvince' : 'idCheck.otherProvince')
  const items = [
    {
      key: 'number',
      label: t('idCheck.number'),
      value: check.masked,
    },
    {
      key: 'birth',
      label: t('idCheck.birth'),
      value: <Agrees agrees={check.birthAgrees} />,
      ...(check.age !== null && { end: t('idCheck.years', { n: check.age }) }),
    },
    { key: 'sex', label: c('field.sex'), value: <Agrees agrees={check.sexAgrees} /> },
    { key: 'place', label: t('idCheck.place'), value: check.place ?? '–' },
    { key: 'home', label: t('idCheck.home'), value: home },
    {
      key: 'others',
      label: t('idCheck.others'),
      value:
        check.others === 0 ? (
          t('idCheck.alone')
        ) : (
          <StateTag look="fault" icon="warn" title={t('idCheck.sharedWhy')}>
            {t('idCheck.shared', { n: check.others })}
          </StateTag>
        ),
    },
  ]
  const isMasked = check.reason === 'masked'
  const fine = check.valid || isMasked
  const valid = (
    <StateTag
      look={fine ? 'plain' : 'fault'}
      icon={check.valid ? 'check' : isMasked ? 'info' : 'warn'}
      title={isMasked ? t('idCheck.maskedWhy') : undefined}
    >
      {check.valid
        ? t('idCheck.valid')
        : isMasked
          ? t('idCheck.masked')
          : t('idCheck.invalid', { reason: words.reason(check.reason) })}
    </StateTag>
  )
  const shown = new Set(isMasked ? ['number'] : ['number', 'others'])
  return (
    <Panel title={t('idCheck.title')} className="cp-gold" end={valid}>
      <Facts items={check.valid ? items : items.filter(({ key }) => shown.has(key))} />
    </Panel>
  )
}

/** The ID number held against everything else that is known; nothing where there is none. */
export const IdCheck = ({ id }: { id: string }) => {
  const { data } = useRead(readCredibility, { params: { id } })
  return data?.idCheck ? <Checked check={data.idCheck} /> : null
}
