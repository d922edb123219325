namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>What measures memory runs while nothing else does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
