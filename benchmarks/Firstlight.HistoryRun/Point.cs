namespace Firstlight.HistoryRun;

/// <summary>A value as a row of the history.</summary>
internal readonly record struct Point(long Device, long Pin, long At, string Value);
