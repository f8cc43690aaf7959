import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { listCampaigns } from '../../../../contract/campaigns.ts'
import { call } from '../../app/client.ts'
import { textsOf } from '../../app/i18n.ts'
import { paths, patterns } from '../../app/paths.ts'
import { shellRoute } from '../../app/roots.tsx'
import type { DomainPart } from '../../app/sources.ts'

const list = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.campaigns,
  component: lazyRouteComponent(() => import('./CampaignList.tsx'), 'CampaignList'),
})
const page = createRoute({
  getParentRoute: () => shellRoute,
  path: patterns.campaign,
  component: lazyRouteComponent(() => import('./CampaignPage.tsx'), 'CampaignPage'),
})

export const campaignsPart: DomainPart = {
  routes: [list, page],
  finders: [
    {
      key: 'campaigns',
      permission: 'campaigns.read',
      title: () => textsOf('campaigns').title,
      find: async (q, signal) => {
        const { items } = await call(listCampaigns, { query: { q, limit: 6 } }, { signal })
        return items.map((campaign) => ({
          key: campaign.id,
          icon: 'mega',
          label: campaign.name,
          note: `${campaign.code} · ${campaign.brand.name}`,
          to: paths.campaign(campaign.id),
        }))
      },
    },
  ],
}
