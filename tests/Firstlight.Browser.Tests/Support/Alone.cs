namespace Firstlight.Browser.Tests.Support;

/// <summary>Tests that measure: nothing of this program runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
