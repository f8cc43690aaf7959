import { useTranslation } from 'react-i18next'
import { listMatchPolicyVersions } from '../../../../../contract/match-model.ts'
import { useRead } from '../../../app/query.ts'
import { VersionList } from '../steps/VersionList.tsx'

const figures = ['reviewAt', 'linkAt', 'mostLinked'] as const

/** Who set which thresholds and when. */
export const PolicyVersions = ({ brand }: { brand: string }) => {
  const { t } = useTranslation('modelling')
  const { data } = useRead(listMatchPolicyVersions, { params: { brand } })
  return (
    <VersionList
      items={data?.items ?? []}
      changes={(before, now) => [
        ...figures.flatMap((key) =>
          before?.[key] === now[key]
            ? []
            : [`${t(key)} ${before ? `${before[key]} → ${now[key]}` : now[key]}`],
        ),
        ...(before?.automatic === now.automatic
          ? []
          : [`${t('automatic')}: ${t(now.automatic ? 'on' : 'off')}`]),
      ]}
    />
  )
}
