import { useSession } from '../../app/session.tsx'
import { DealerCounts } from './DealerCounts.tsx'
import './extranet.css'
import { NetworkCounts } from './NetworkCounts.tsx'

/** A dealer reports its days; head office and regions see who did. */
export const DailyCounts = () => (useSession().scope === 'dealer' ? <DealerCounts /> : <NetworkCounts />)
