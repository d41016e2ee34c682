package main

import (
	"runtime"
	"sync"
)

// A mutex, held over a yield.
func w6Lock(tasks, times, level int) int {
	var mutex sync.Mutex
	var group sync.WaitGroup
	sections := 0
	group.Add(tasks)
	for i := 0; i < tasks; i++ {
		go func() {
			for j := 0; j < times; j++ {
				mutex.Lock()
				runtime.Gosched()
				sections++
				mutex.Unlock()
			}
			group.Done()
		}()
	}
	group.Wait()
	return sections
}
