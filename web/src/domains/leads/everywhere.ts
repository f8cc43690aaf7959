/** What shows leads: refetched after every move, because the boards count what the lists hold. */
export const everywhere = ['/api/leads', '/api/dispatch', '/api/pool']
