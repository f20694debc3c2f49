package io.github.stint.examples;

import io.github.stint.TaskBatch;
import io.github.stint.TaskPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcConnectionPool;

/** Writes a thousand orders into a database, by as many tasks at once as it has connections. */
public final class DatabaseMain {

    private static final int CONNECTIONS = 4;
    private static final int ORDERS = 1_000;

    private DatabaseMain() {}

    /** Writes and counts them. */
    public static void main(String[] words) throws Exception {
        JdbcConnectionPool database = JdbcConnectionPool.create("jdbc:h2:mem:orders", "sa", "");
        database.setMaxConnections(CONNECTIONS);
        try (TaskPool pool = TaskPool.open("orders", CONNECTIONS)) {
            prepare(database);
            TaskBatch<Void> written = pool.forEach(
                    IntStream.rangeClosed(1, ORDERS).boxed().toList(), CONNECTIONS, order -> write(database, order));
            var _ = written.outcomes();
            System.out.println(
                    written.stats().succeeded() + " written, " + written.stats().failed() + " refused");
            System.out.println(count(database) + " in the database");
        } finally {
            database.dispose();
        }
    }

    private static void prepare(JdbcConnectionPool database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            var _ = statement.execute("create table orders(id int primary key check (id <> 13))");
        }
    }

    private static void write(JdbcConnectionPool database, int order) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
            insert.setInt(1, order);
            var _ = insert.executeUpdate();
        }
    }

    private static long count(JdbcConnectionPool database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery("select count(*) from orders")) {
            var _ = counted.next();
            return counted.getLong(1);
        }
    }
}
