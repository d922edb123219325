namespace Firstlight.Devices;

/// <summary>What is kept of a datastream's past.</summary>
public enum DatastreamHistory
{
    /// <summary>Every value; of numbers also what each minute came to ("save raw data").</summary>
    Raw,

    /// <summary>Only what each minute came to: how many values, their sum, the least and the greatest.</summary>
    Minutes,

    /// <summary>Nothing; the last value is all there is.</summary>
    None,
}
