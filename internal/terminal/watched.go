package terminal

import (
	"fmt"
	"strings"

	"cuttings/internal/folder"
)

// shownFaults is how many files of a folder a finding names.
const shownFaults = 3

// checkFolders looks at each watched folder.
func (s *session) checkFolders(library *Library) (findings []Finding) {
	for _, name := range folder.Split(s.settings.Watch) {
		f := Finding{What: "watched folder " + name}
		state, err := folder.Look(s.ctx, library.Store, name)
		if err != nil {
			f.Text = err.Error()
		} else {
			f.OK, f.Text = len(state.Faults) == 0, folderText(state)
		}
		findings = append(findings, f)
	}
	return findings
}

func folderText(state folder.State) string {
	text := english.Count(state.Files, "file")
	if state.Waiting > 0 {
		text += fmt.Sprintf(", %d of them not read yet: cuttings serve does it", state.Waiting)
	}
	if len(state.Faults) == 0 {
		return text
	}
	text += fmt.Sprintf("; %d can't be read as articles:", len(state.Faults))
	for i, fault := range state.Faults {
		if i == shownFaults {
			return text + fmt.Sprintf(" and %d more; the log of cuttings serve names them", len(state.Faults)-i)
		}
		text += fmt.Sprintf(" %s: %s;", fault.Path, fault.Fault)
	}
	return strings.TrimSuffix(text, ";")
}
