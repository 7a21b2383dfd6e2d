package discordtest

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
)

// parse reads the body: JSON, or a form with payload_json and files.
func (r *request) parse() error {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		return r.parseForm(multipart.NewReader(r.Body, params["boundary"]))
	}
	b, err := io.ReadAll(r.Body)
	if err != nil || len(b) == 0 {
		return err
	}
	return r.parseJSON(b)
}

func (r *request) parseForm(form *multipart.Reader) error {
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		b, err := io.ReadAll(part)
		if err != nil {
			return err
		}
		if part.FormName() != "payload_json" {
			r.files = append(r.files, file{part.FormName(), part.FileName(), int64(len(b))})
		} else if err := r.parseJSON(b); err != nil {
			return err
		}
	}
}

func (r *request) parseJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return err
	}
	r.isSet = true
	switch v := v.(type) {
	case map[string]any:
		r.body = v
	case []any:
		r.list = v
	}
	return nil
}

// plain is what a client decodes of an answer's body: maps, lists and numbers.
func plain(body any) any {
	if body == nil {
		return nil
	}
	return decode(mustJSON(body))
}

// decode reads JSON of the server's own making, or nothing.
func decode(b []byte) (v any) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	_ = d.Decode(&v)
	return v
}

// value is the body as the document's schema sees it.
func (r *request) value() any {
	switch {
	case r.body != nil:
		return r.body
	case r.list != nil:
		return r.list
	}
	return nil
}
