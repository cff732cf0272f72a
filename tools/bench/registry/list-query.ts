/** What a page of actions asks for each of its rows, of the registry's own database. */
export const LIST = /* GraphQL */ `
  query Actions($first: Int!, $after: String, $filter: ActionFilter) {
    actions(first: $first, after: $after, filter: $filter) {
      totalCount
      nodes {
        ...ActionRow
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }

  fragment ActionRow on Action {
    id
    name
    description
    status
    enabled
    createdBy
    agents {
      agentId
      name
    }
    hears {
      event
      outcomes
      words
    }
    liveVersion {
      number
      publishedAt
      publishedBy
    }
    draft {
      revision
      changedSinceLive
      savedBy
      savedAt
    }
  }
`;
