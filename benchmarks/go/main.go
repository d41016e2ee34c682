// Command go runs one workload and prints "seconds NUMBER" for one run:
//
//	go NAME TASKS TIMES LEVEL
package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"time"
)

const runs = 5

// A workload returns how many operations it has done.
type workload func(tasks, times, level int) int

var workloads = map[string]workload{
	"w1_switch": w1Switch,
	"w2_spawn":  w2Spawn,
	"w5_queue":  w5Queue,
	"w6_lock":   w6Lock,
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	run := workloads[os.Args[1]]
	tasks, times, level := number(os.Args[2]), number(os.Args[3]), number(os.Args[4])
	var seconds []float64
	for i := 0; i <= runs; i++ {
		start := time.Now()
		done := run(tasks, times, level)
		if done != tasks*times {
			panic(fmt.Sprintf("%d operations (expected: %d)", done, tasks*times))
		}
		if i > 0 { // the first is a rehearsal
			seconds = append(seconds, time.Since(start).Seconds())
		}
	}
	sort.Float64s(seconds)
	fmt.Println("seconds", seconds[runs/2])
}
