package sqlite

import (
	"strings"
	"testing"
)

// What is asked again and again looks nowhere but in an index, however large the
// archive is.
func TestPlans(t *testing.T) {
	s := opened(t, newPath(t))
	for query, want := range map[string][]string{
		dueUnknownSQL:   {"SEARCH a USING INDEX articles_unseen (unseen>? AND unseen<?)", "SEARCH v USING INDEX sqlite_autoindex_versions_1 (number=? AND version=?)"},
		namedUnknownSQL: {"SEARCH a USING INTEGER PRIMARY KEY (rowid=?)", "SEARCH v USING INDEX sqlite_autoindex_versions_1 (number=? AND version=?)"},
		subscriptionsOfSQL: {
			"MULTI-INDEX OR", "INDEX 1", "SEARCH subscriptions USING INDEX subscriptions_server (<expr>=?)",
			"INDEX 2", "SEARCH subscriptions USING INDEX subscriptions_by (<expr>=?)",
			"CORRELATED SCALAR SUBQUERY 1", "SEARCH deliveries USING PRIMARY KEY (subscription=?)",
			"USE TEMP B-TREE FOR ORDER BY",
		},
		personalSubscriptionsSQL: {
			"MULTI-INDEX OR", "INDEX 1", "SEARCH subscriptions USING INDEX subscriptions_by (<expr>=?)",
			"INDEX 2", "SEARCH subscriptions USING INDEX subscriptions_channel (<expr>=?)",
			"CORRELATED SCALAR SUBQUERY 1", "SEARCH deliveries USING PRIMARY KEY (subscription=?)",
			"USE TEMP B-TREE FOR ORDER BY",
		},
		postsSQL + postedBy + " ORDER BY id": {"SEARCH posts USING INDEX posts_by (by=?)"},
		postsSQL + toldTo:                    {"SEARCH posts USING INDEX sqlite_autoindex_posts_1 (channel=?)"},
		prunePostersSQL:                      {"SEARCH posts USING INDEX posts_by_at (at<?)"},
		seqAtSQL:                             {"SEARCH changes USING COVERING INDEX changes_at (at<?)"},
	} {
		args := []any{1, 1}
		rows, err := s.db.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args[:strings.Count(query, "$2")+1]...)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		var plan []string
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			plan = append(plan, detail)
		}
		if got := strings.Join(plan, "\n"); got != strings.Join(want, "\n") || rows.Err() != nil {
			t.Errorf("%s:\n%s", query, got)
		}
	}
}
