namespace Commerce.AppHost;

/// <summary>What <c>dotnet run --project Commerce.AppHost -- --help</c> prints.</summary>
internal static class Help
{
    public const string Text = """
        Starts the whole stack: mysql, pg-simulator, commerce-api, worker. Ctrl-C stops it.

          dotnet run --project Commerce.AppHost [-- --Key=value ...]
          dotnet run --project Commerce.AppHost -- demo     places 20 orders, waits for their end and compares the books

        Each key can also be set in the environment, with two underscores for a colon (Commerce__Ports__Api=9080).

          --Commerce:Ports:Api=8080            port of the API; 0 takes any free one
          --Commerce:Ports:Pg=8082             port of the PG simulator
          --Commerce:Ports:Worker=8084         port of the worker's health endpoint
          --Commerce:Console=warnings          what of the services' output is printed here too: warnings and worse, all, or none
          --Commerce:Logs=PATH                 where all of their output is kept, a file for each (default .data/logs)
          --Commerce:Database=auto             local: a mysqld of our own. container: Docker or Podman. auto: container when an engine answers
          --Commerce:MySql:Executable=PATH     the mysqld or mariadbd to run; else PATH, else downloaded once (Debian, Ubuntu)
          --Commerce:MySql:Flavour=mysql       take only this one: mysql or mariadb; else MySQL, and MariaDB where there is none
          --Commerce:MySql:DataDirectory=PATH  where the local database keeps its files (default .data/mysql)
          --Commerce:MySql:Port=0              port of the local database; 0 takes any free one
          --ConnectionStrings:commerce=...     a MySQL of yours; wins over all of the above
          --ConnectionStrings:paymentgateway=...  the same for the simulator's own database
        """;

    public static bool IsWanted(string[] args) => args.Any(arg => arg is "--help" or "-h" or "-?");
}
