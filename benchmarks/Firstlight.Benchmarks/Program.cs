using BenchmarkDotNet.Running;
using Firstlight.Benchmarks;

return args is ["--check"] ? BudgetCheck.Run(Console.Out)
    : BenchmarkSwitcher.FromAssembly(typeof(FrameBurst).Assembly).Run(args).Any() ? 0
    : 1;
