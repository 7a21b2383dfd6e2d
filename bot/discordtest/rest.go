package discordtest

import (
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// maxBody bounds a request: ten files of 10 MiB and some JSON.
const maxBody = 101 << 20

// request is one REST call, read and parsed.
type request struct {
	*http.Request
	route route
	path  string // without /api/vN, as the client wrote it
	body  map[string]any
	list  []any // the body when it is an array
	isSet bool  // there was a JSON body
	files []file
	now   time.Time
}

// file is one uploaded file.
type file struct {
	field string // of the form: files[0]
	name  string
	size  int64
}

// route is one line of the API: its method and path as the document writes them.
type route struct {
	method, path string
	serve        func(s *Server, r *request) answer
	open         bool // needs no Authorization header
}

func (r route) String() string { return r.method + " " + r.path }

// handler routes the gateway and the API.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.HandleFunc(r.method+" /api/{api_version}"+r.path, func(w http.ResponseWriter, q *http.Request) { s.serveREST(w, q, r) })
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, q *http.Request) {
		if websocket.IsWebSocketUpgrade(q) {
			s.serveGateway(w, q)
			return
		}
		s.serveREST(w, q, route{method: q.Method, path: unknownPath, serve: (*Server).notFound})
	})
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		if !s.enter() {
			panic(http.ErrAbortHandler)
		}
		defer s.running.Done()
		mux.ServeHTTP(w, q)
	})
}

// enter counts a handler that Close waits for; false once the server is closed.
func (s *Server) enter() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.running.Add(1)
	}
	return !s.closed
}

// unknownPath stands for every path that is no route.
const unknownPath = "(unknown)"

func (s *Server) notFound(r *request) answer {
	s.violate("docs: API Reference", "rest: %s %s is no route of this server", r.Method, r.URL.Path)
	return fail(http.StatusNotFound, 0, "404: Not Found")
}

var apiPrefix = regexp.MustCompile(`^/api/v(9|10)/`)

// serveREST reads one request, plays a fault if one is scripted, and answers.
func (s *Server) serveREST(w http.ResponseWriter, q *http.Request, rt route) {
	r := &request{Request: q, route: rt, now: s.cfg.Now(), path: strings.TrimPrefix(q.URL.Path, apiPrefix.FindString(q.URL.Path))}
	r.path = "/" + strings.TrimPrefix(r.path, "/")
	q.Body = http.MaxBytesReader(w, q.Body, maxBody)
	parsed := r.parse()
	f := s.arrive(r)
	if f.wait(s.done, q.Context()) != nil {
		panic(http.ErrAbortHandler)
	}
	if f.before(w) {
		return
	}
	a, header := s.decide(r, parsed)
	f.after(w, a, header)
}

// arrive counts a request and finds the fault scripted for it.
func (s *Server) arrive(r *request) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts.REST[r.route.String()]++
	s.notify()
	f, blocked := s.stillBlocked(r)
	if !blocked {
		f = s.fault(r)
	}
	if f.status != 0 {
		s.counts.Status[f.status]++
	}
	return f
}

// decide answers a request.
func (s *Server) decide(r *request, parsed error) (answer, http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	header := http.Header{}
	a := s.check(r, parsed, header)
	if a == nil {
		got := r.route.serve(s, r)
		a = &got
	}
	s.checkAnswer(r, *a)
	s.counts.Status[a.status]++
	s.notify()
	return *a, header
}

// check refuses what Discord would refuse before it looks at the route's own rules.
func (s *Server) check(r *request, parsed error, header http.Header) *answer {
	refuse := func(a answer) *answer { return &a }
	if !apiPrefix.MatchString(r.URL.Path) {
		s.violate("docs: API Reference, API Versioning", "rest: %s %s, want /api/v9 or /api/v10", r.Method, r.URL.Path)
		return refuse(fail(http.StatusNotFound, 0, "404: Not Found"))
	}
	if !userAgent.MatchString(r.UserAgent()) {
		s.violate("docs: API Reference, User Agent", "rest: User-Agent %q, want DiscordBot (URL, version)", r.UserAgent())
	}
	if !r.route.open && r.Header.Get("Authorization") != "Bot "+s.cfg.Token {
		s.violate("docs: API Reference, Authentication", "rest: %s without Authorization: Bot TOKEN", r.route)
		return refuse(fail(http.StatusUnauthorized, 0, "401: Unauthorized"))
	}
	if a := s.limit(r, header); a != nil {
		return a
	}
	if parsed != nil {
		s.violate("docs: API Reference", "rest: %s: body: %v", r.route, parsed)
		return refuse(fail(http.StatusBadRequest, 50109, "The request body contains invalid JSON."))
	}
	return s.checkBody(r)
}

var userAgent = regexp.MustCompile(`^DiscordBot \([^ ,()]+, [^()]+\)`)
