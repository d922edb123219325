namespace Firstlight.Cluster;

/// <summary>The program cannot start with this address of a broker. The text does not hold it.</summary>
public sealed class BackboneRefusedException(string message) : Exception(message);
